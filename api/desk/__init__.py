"""How an office works on petitions: saved views of its lists, and texts it uses again."""
