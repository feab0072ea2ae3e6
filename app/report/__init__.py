"""Papers: what they say as plain values, set as PDF by typst and as DOCX by python-docx."""
