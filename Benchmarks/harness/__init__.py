"""What every benchmark shares: workers that take turns, figures, the machine they were taken on."""
