"""The reference city side: receives, keeps, answers with the same receipt, shows applicants where a case is."""
