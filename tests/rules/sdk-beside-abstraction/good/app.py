import acme
import chainworks

chainworks.run(acme.Client())
