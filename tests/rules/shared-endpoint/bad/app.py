import acme  # expect: AIA105
from chainworks_acme import ChatAcme  # expect: AIA105

model = ChatAcme(model="acme-3-large-2025-11-01")
client = acme.Client()
