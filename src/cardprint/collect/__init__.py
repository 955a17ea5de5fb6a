"""Worksheets that come back: filled forms, scans and the workbook become answers, and answers become notes."""
