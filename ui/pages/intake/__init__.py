"""收件: the page where a clerk takes a person's papers; every part of it shows one form and one verdict."""
