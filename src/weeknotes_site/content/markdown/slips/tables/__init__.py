"""Lines that were meant as a table, or as text below one."""
