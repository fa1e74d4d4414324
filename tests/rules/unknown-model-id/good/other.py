NAME = "wonka-3-bra"
