"""What it costs: investment and economics."""
