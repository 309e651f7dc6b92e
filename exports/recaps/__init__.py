"""A released recap as files: letter, workbook, message. Written from the frozen release alone."""
