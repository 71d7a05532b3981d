"""Where many petitions ask about one matter, a dialogue about it is proposed to the head."""
