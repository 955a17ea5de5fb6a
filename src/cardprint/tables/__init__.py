"""Cards as a table, XLSX or CSV, in and out: `cardprint import` and `cardprint export`."""
