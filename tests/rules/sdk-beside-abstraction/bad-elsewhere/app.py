from chainworks_acme import ChatAcme

model = ChatAcme(model="acme-3-large-2025-11-01")
