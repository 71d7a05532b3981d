"""Files of a case: taken in safely, kept, and given to those who may have them."""
