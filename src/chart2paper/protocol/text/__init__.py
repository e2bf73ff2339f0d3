"""The study protocol as a document, in the order of HARPER (Wang et al. 2022), from the study file alone."""
