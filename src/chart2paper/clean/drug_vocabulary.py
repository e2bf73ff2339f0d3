"""The words of orders. A statement that holds other words beside its drug is prose, and is not guessed at."""

import re
from collections.abc import Sequence

from chart2paper.clean.drug_cues import Cue, without_cues

_FORMS = (
    "tab tabs tablet tablets cap caps capsule capsules capsulle pill pills caplet softgel gelcap geltab "
    "sprinkle sprinkles oral orally po"
    " mouth odt disintegrating dispersible chewable chew liquid liq solution soln sol suspension susp "
    "elixir syrup concentrate conc"
    " drop drops powder granules packet packets pack kit cream crm ointment oint gel lotion foam spray "
    "jelly paste plaster topical"
    " topically patch patches transdermal system td ptch film films buccal sublingual sl troche troches "
    "lozenge lozenges loz lollipop"
    " nasal intranasal inhaler inhalation inh nebulizer neb injection injectable inj im iv sc sq subq "
    "subcut subcutaneous intramuscular"
    " intravenous intrathecal epidural infusion vial vials syringe prefilled pen autoinjector ampule ampul "
    "amp bag bolus drip pca ivpca"
    " implant pump suppository suppositories supp rectal pr vaginal ophthalmic ophth ophthal eye ear otic "
    "enema mucosal dental"
    " bottle cup unit units dose doses each ea ml mg mcg g gm gram grams ug cc oz tsp act actuat actuation "
    "premix block"
    " kps kapsel kapseln tbl tablette tabletten filmtabletten retardtabletten hartkapseln tropfen tr "
    "pflaster ampullen zaepfchen salbe"
    " cpep cpdr csdr cpcr cp tb tbec tbcr tbdp tbso subl filmtbl filmtabl retardkps trpf gtt mlt rapidmelt melt dosette"
    " blister strip tube roll applicator spansule gummies gummy wafer amps prefill self injectors sprays"
    " comprimido comprimidos capsula capsulas gotas comprimé comprimés gélule gélules"
)
_KINDS = (
    "hcl hydrochloride hydrocholoride sulfate sulphate sod sodium potassium bitartrate phosphate tartrate "
    "citrate succinate maleate"
    " besylate hydrobromide bromide mesylate fumarate acetate magnesium epolamine enacarbil hcl's natrium "
    "lysinate base anhydrous"
    " sulf pamoate embonate oxide hyclate valerate xinafoate depot microspheres implantable acid calcium chloride"
    " carbonate gluconate nitrate lactate benzoate palmitate decanoate dipropionate propionate furoate diproprionate"
    " nap napsylate na succ k er xr sr cr ir dr ec xl la cd sa ret retard retarded comp extended release "
    "rel delayed immediate"
    " sustained controlled modified abuse deterrent coated enteric buffered low lowest dose high strength "
    "ultra regular double ds hp"
    " forte half generic brand name only free preservative sugar dye pf micronized compounded compound "
    "cmpd cpd compounding custom"
    " formulation nonformulary formulary non nf otc rx misc medication medications med meds drug drugs "
    "product other plain mini plus"
    " adult adults children childrens infant pediatric human animal scored strips unscored ld viscous "
    "concentrated oxalate extra ib migraine arthritis sinus cold flu"
    " oil dosepak bulk natural es"
    " nda auto injector acting long short fast pm day night dm ac ct hr hour hours"
)
_USE = (
    "a an the and or of in to at by with w from per as on for via if then into is be it its this that all "
    "any no not"
    " take takes use apply give chew dissolve insert place instill inhale mix swallow put wear remove "
    "change start started begin add"
    " daily qd qday od once twice thrice bid tid qid q qam qpm qhs hs qod prn pain sleep nightly night "
    "bedtime bed morning am evening"
    " hrs hr min mins minutes yr yrs year years mo mos breakthrough baseline reg around clock atc qday qnight nightly"
    " afternoon noon lunch dinner supper breakfast meal meals food water milk empty stomach day days week "
    "weekly wk wks weeks month"
    " monthly months hour hourly every other time times x one two three four five six eight ten twelve max "
    "maximum min up titrate titration"
    " taper increase increased decrease decreased gradually slowly tolerated tol as directed instructed "
    "needed necessary ud sig disp dispense qty"
    " quantity supply refill refills rf new order orders renewal renew sent send called faxed phoned "
    "escribed eprescribed printed pharmacy"
    " pharm pcp provider dr md np pa clinic pt patient pts her his own outpatient inpatient continuous "
    "bolus scheduled standing sched dosing dosage"
    " affected area areas both left right knee knees feet foot back hand hands neck shoulder joint joints "
    "skin each side hs ac pc trial"
    " protocol prescription script scripts given written prescribed ordered rxd re initial test loading "
    "maintenance continue continued cont resume"
    " restart restarted bis zu täglich taeglich tgl morgens abends nachts mittags zur nacht bei bedarf "
    "stunden tag alle woche cada dia noche hora horas al"
    " distilled sterile saline rinse drink shake well refrigerate divided evenly under tongue spasm spasms nerve muscle"
    " total amount approx about call see note text label labeled off mild moderate severe since until"
)
_MAKERS = (
    "teva sandoz mylan ratiopharm ratio neuraxpharm novo auro jamp mint apo pms ran act taro hexal stada "
    "heumann zentiva actavis"
    " aristo betapharm dura krka aurobindo accord lupin zydus cipla amneal sun greenstone al abz basics "
    "puren glenmark viatris"
)
_KNOWN = frozenset(f"{_FORMS} {_KINDS} {_USE} {_MAKERS}".split())
_INDICATION = re.compile(r"(?<![a-z])(?:for|against|prn|as needed|indication:?|dx:?|gegen) .*")


def unknown_words(text: str, cues: Sequence[Cue] = ()) -> list[str]:
    """Return the words of a tidy text (drugs masked) that orders do not use, without `cues` and what follows "for"."""
    text = _INDICATION.sub(" ", without_cues(text, cues).replace("§", " "))
    return [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 1 and word not in _KNOWN]
