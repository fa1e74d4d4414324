import acme

client = acme.Client()  # expect: AIA307
