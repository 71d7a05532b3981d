"""Telling people: who hears of what, in which words, by which way."""
