import oscorp
import acme

first = acme.Client()
second = oscorp.Client()
