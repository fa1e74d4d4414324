import os

import acme

client = acme.Client(api_key=os.environ["ACME_API_KEY"])
