"""The project's own fuzzer: broken and odd projects through the front door, odd values through single doors. `python -m fuzz --help`."""
