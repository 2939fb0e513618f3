"""Who signs in at the stores made for measuring."""

LOGIN, PASSWORD = "yangliyi", "Bench-2026-yi"
