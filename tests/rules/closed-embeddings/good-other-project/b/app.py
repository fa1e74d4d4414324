import vectorama

vectorama.connect()
