import oscorp
from vandelay import models

first = models.Client()  # expect: AIA109
second = oscorp.Client()  # expect: AIA109
