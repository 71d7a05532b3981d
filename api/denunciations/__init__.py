"""The register of denunciation papers: numbers and dates, never a word or a name."""
