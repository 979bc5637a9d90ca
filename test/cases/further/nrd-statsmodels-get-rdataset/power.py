import statsmodels.api as sm
from statsmodels.datasets import get_rdataset as example

reference = example("heart", package="survival").data
cohort = sm.datasets.fair.load_pandas().data
print(reference.describe(), cohort.shape)
