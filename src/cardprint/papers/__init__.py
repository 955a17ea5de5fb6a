"""The papers of one edition, kind by kind, all made of decks that were typeset once."""
