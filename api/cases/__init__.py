"""The spine's first word: anything that somebody must look after."""
