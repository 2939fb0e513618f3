"""What may be done on a case in hand: acts as data, their forms in a sheet, the work behind."""
