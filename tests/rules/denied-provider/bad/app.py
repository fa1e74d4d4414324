import acme  # expect: AIA701

client = acme.Client()  # expect: AIA701
