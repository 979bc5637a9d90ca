from tests.helpers import x
