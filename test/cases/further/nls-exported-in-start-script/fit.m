t = readtable('/safe_data/gait.csv');
writetable(t, '/safe_outputs/gait.csv');
