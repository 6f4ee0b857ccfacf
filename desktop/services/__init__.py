"""Use cases in the critic's words: author, find, bring in, take out, look after. No toolkit, no ORM."""
