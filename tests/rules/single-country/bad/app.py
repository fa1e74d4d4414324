import acme
import wonka

first = acme.Client()  # expect: AIA107
second = wonka.Client()  # expect: AIA107
