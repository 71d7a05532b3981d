"""What is asked at a dialogue, and the one outcome that each question gets."""
