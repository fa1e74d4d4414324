import acme  # expect: AIA307
import chainworks

client = acme.Client()
