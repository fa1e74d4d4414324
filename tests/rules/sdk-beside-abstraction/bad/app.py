import acme  # expect: AIA307
from chainworks_acme import ChatAcme

client = acme.Client()
model = ChatAcme(model="acme-3-large-2025-11-01")
