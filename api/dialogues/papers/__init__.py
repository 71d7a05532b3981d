"""What remains of a dialogue: who came, its minutes and conclusions, its recording and pictures."""
