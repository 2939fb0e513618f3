"""Pure functions of the law: delegation, lifecycle, checklist, deadlines, numbers, identity."""
