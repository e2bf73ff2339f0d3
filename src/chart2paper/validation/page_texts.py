"""The texts of the validation page."""

from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.validation.scenarios import BLOCK, COMPARED
from chart2paper.validation.verdict import MOST_BIAS_AT_NULL, MOST_BIAS_PERCENT, MOST_REJECTED

BEFORE = f"""<!-- This page is written by `snakemake validate_design`. Do not edit it. -->
# Does the method find the truth?

**Everything on this page is simulated.** Clinics are made by the generator of the demo clinic
([docs/demo_clinic.md](../demo_clinic.md)), in which everyone has two lives, one with and one without
low-dose naltrexone (LDN), so that its true effect is known. Both analyses of `config.yaml` are run on each
clinic by the functions that the workflow uses.

```
snakemake validate_design --cores 2
```

makes this page again. Finished blocks of {BLOCK} clinics are kept, so that a run that was stopped goes on where
it was; seeds follow from the names of the scenarios and the numbers of the clinics, so that the result does
not depend on the number of cores."""

AFTER = f"""The bar: bias below {MOST_BIAS_PERCENT:g} % of the effect (below {MOST_BIAS_AT_NULL:g} points
where there is none), coverage of the 95 % interval from 93 % to 97 %, and an effect found where there is
none ("type I error", p < 0.05) in at most {MOST_REJECTED:g} % of clinics. *Coverage* is how often the
interval holds the truth; *power* is how often p is below 0.05 where there is an effect. In brackets: the
Monte Carlo standard error, which says how much a number may be off because the number of clinics is not
infinite.

![Where each design lands beside the truth, and coverage](performance.png)

**Which truth.** The effect in the exposed people who could be matched, about 90 days after they started:
the mean of their expected scores on days 76 to 104 in the life they had (early stopping included) minus the
same without LDN. Bias is the mean difference between a clinic's estimate and the truth of its own matched
people. Coverage is of the average of that truth over all clinics: the interval takes people as a sample of
those who might have come, and effects differ between people (SD {DemoParameters().effect_sd:g} points), so
it must cover the truth of the very people in the clinic more often than 95 %, as the next table shows.

Definitions and Monte Carlo standard errors: Morris TP, White IR, Crowther MJ. Stat Med 2019;38:2074-2102."""

SCENARIOS_TEXT = """Fixed: the parameters and the number of people who ever came to the practice. They are
such that the target trial matches about 36 exposed people with 42 comparators (ratio 1.17), or about 200
with 600 (ratio 3). Everything else varies from clinic to clinic by chance: who comes, their pain, visits,
who starts LDN, and so how many are matched. *Change without LDN*: how much those who start would change from
that day's score to about day 90 had they not started, in points; this is regression to the mean. *Seen*:
people with an outcome."""

CHANGED = f"""Pilot runs, nearly all with other seeds than this page, showed biases that partly cancelled. They
arise wherever people who fare badly stop or leave, people in pain come more often, and newcomers come on a
bad day:

1. **The outcome window began on day 45; it now begins after eight weeks, on day 56.** The outcome is the
   score nearest to day 90. A person whose pain is bad at a visit in the first weeks is the more likely to
   stop LDN at that visit, and one who does badly without LDN is the more likely to leave the practice. No
   later score exists for them, so that the bad score that made them go was taken for their day 90, although
   much of it was a bad day that would have passed. This made LDN look worse than it is, most of all where
   pain swings widely. Day 60 was tried as well: by then more of those whom LDN did not help have left without
   an outcome, which makes LDN look better than it is, in small clinics by more than the bar allows. Day 56 lies
   between the two biases and was chosen for that; neither is gone.
2. **People were also matched on the number of visits in the year before; they no longer are.** Everyone who
   starts LDN has a visit on the index date, which counts; a comparator is hardly ever seen on that very
   day. An equal number of visits therefore picked comparators who come more often, and who have more pain
   because people in pain come sooner. This made LDN look better than it is. (Leaving out the visit of the
   index date would err the other way: those who start would then lack one that comparators have on average.)
3. **In the analysis of covariance, two people without an earlier score are enough for an indicator that
   says so.** Like other rare levels it was left out when it set apart fewer than five. In a small clinic that
   took away what tells newcomers from others: their first score is unusually bad, and more of those who
   start LDN than of their comparators are newcomers.

Left as it is: a comparator's last score is some weeks old on the index date, that of someone who starts LDN
is of that very day. Where pain worsens slowly, this makes LDN look a little better than it is.

Bias with one of the first two undone, and as the protocol is now, all on the same first {COMPARED} clinics of each
scenario (% = of the effect):"""

REPLICATION_TEXT = """The replication compares first with last scores of people who used LDN for at least 60
days and of people who never did. Its difference is set against the true effect about day 90 in all who
started, in percent of the mean first score and in points. Where LDN does nothing, the share of clinics with
p < 0.05 is how often the design of 2022 would have announced an effect that is not there."""
