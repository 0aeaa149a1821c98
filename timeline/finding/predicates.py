"""Which words tell that something happened, and of what category? Tables of lemmas, to be checked by reading.

The families follow PLOVER's and ACLED's event types as far as the categories do. A word stands where it is used most;
a word that says only *that* something happened ("begin", "hold") stands under no category and leaves the choice to
others.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from timeline.finding.inflection import gerund, pasts, plural, third_person
from timeline.model import Category


class Form(StrEnum):
    """How a word of the lexicon stands in a sentence."""

    PAST = "past"  # also the participle: "banned", "was shot"
    PRESENT = "present"  # headline present and plural present: "bans", "shut"
    GERUND = "gerund"
    NOUN = "noun"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word form that may be an event's predicate. ``strength`` 2 is a happening by itself, 1 needs company."""

    lemma: str
    form: Form
    category: Category | None
    strength: int


# category, strength, verbs
VERBS: tuple[tuple[Category | None, int, str], ...] = (
    # "moved 5,000 troops", "units withdrew"
    (
        Category.MILITARY_MOVEMENT,
        2,
        """
        deploy redeploy mobilize mobilise  amass garrison regroup retreat withdraw disembark reinforce
        conscript dig entrench""",
    ),
    # "shelled the town", "were killed in an attack"
    (
        Category.ARMED_CLASH_OR_STRIKE,
        2,
        """
        attack strike shell bomb bombard shoot kill wound assault ambush raid storm clash fight fire explode
        detonate hit destroy capture seize recapture liberate invade assassinate repel intercept injure
        besiege encircle overrun occupy sabotage blast stab abduct kidnap murder massacre behead execute
        hijack loot burn torch sink ram advance damage open_fire
        ransack strafe lynch gun_down blow_up""",
    ),
    # "crossed the border", "violated the airspace"
    (
        Category.AIRSPACE_OR_BORDER_INCIDENT,
        2,
        """
        violate trespass infiltrate scramble overfly smuggle""",
    ),
    # "closed its border", "banned the transit"
    (
        Category.BORDER_OR_TRANSIT_RESTRICTION,
        2,
        """
        close reopen ban bar halt suspend block blockade restrict shut divert reroute quarantine seal
        lift prohibit impede detour redirect""",
    ),
    # "sanctioned two banks"
    (
        Category.SANCTIONS_OR_TRADE,
        2,
        """
        sanction embargo blacklist designate export import delist freeze""",
    ),
    # "met in Moscow", "signed the accord", "summoned the ambassador"
    (
        Category.DIPLOMACY,
        2,
        """
        meet visit summon sign negotiate mediate expel recall ratify condemn host phone accede apologize
        apologise recognize recognise convene discuss broker urge agree accredit rejoin congratulate
        withdraw break_off""",
    ),
    # "was elected", "dissolved parliament"
    (
        Category.POLITICS_OR_ELECTION,
        2,
        """
        elect appoint resign dismiss vote inaugurate dissolve impeach oust sack reelect amend enact
        legislate nominate reshuffle adopt overthrow depose swear pardon
        seize_power take_power assume_power lose_power take_office assume_office
        take_over swear_in step_down claim_victory declare_victory concede_defeat admit_defeat""",
    ),
    # "arrested", "sentenced"
    (
        Category.REPRESSION_OR_RIGHTS,
        2,
        """
        arrest detain jail imprison sentence prosecute torture  persecute deport extradite indict
        convict charge free censor outlaw criminalize criminalise decriminalize decriminalise evict
        interrogate silence harass raid beat repress """,
    ),
    # "marched through the capital"
    (
        Category.PROTEST,
        2,
        """
        protest demonstrate march rally riot picket boycott
        gather walk_out jeer""",
    ),
    # "displaced 4,000 people", "confirmed cases"
    (
        Category.HUMANITARIAN,
        2,
        """
        displace evacuate flee starve vaccinate infect rescue shelter relocate drown quarantine flood
        devastate allocate distribute resettle feed treat
        airlift""",
    ),
    # "raised its benchmark rate"
    (
        Category.ECONOMY_OR_ENERGY,
        2,
        """
        nationalize nationalise devalue privatize privatise default lend invest  refuel""",
    ),
    # "hacked", "broadcast"
    (
        Category.CYBER_OR_INFORMATION,
        2,
        """
        hack leak breach deface broadcast  jam spoof phish""",
    ),
    # "collided with a bus"
    (
        Category.OTHER,
        2,
        """
        collide crash derail capsize launch win rob""",
    ),
    # happenings of any kind
    (
        None,
        2,
        """
        begin start end open arrive depart enter leave cross impose announce publish release order authorize
        authorise approve reject launch deliver send move establish cancel postpone declare extend introduce
        activate issue complete inspect hold resume cease happen occur erupt die join receive transfer
        return confirm stop reach summon set take trigger collapse break cause force raise search accuse demand
        threaten warn refuse permit allow mobilise shelve scrap adjourn quit dispatch collapse topple put_off put_back
        call_off pull_out break_out turn_back snatch stand_down""",
    ),
    # happenings in company: a date, a place, a count
    (
        None,
        1,
        """
        report record observe register spot detect see show carry conduct continue increase rise fall grow
        drop decline decrease face add remain plan expect pass create produce supply provide help support
        use make give become lose gain come go fly land run build hear find prevent cut reduce monitor
        follow facilitate respond reveal unveil accept offer buy sell pay grant agree attend address speak
        participate exchange prepare train test affect leave work restore repair acknowledge initiate
        implement expand present undergo""",
    ),
)

# category, strength, nouns
NOUNS: tuple[tuple[Category | None, int, str], ...] = (
    (
        Category.MILITARY_MOVEMENT,
        2,
        """
        deployment mobilization mobilisation redeployment withdrawal build-up buildup manoeuvre maneuver
        convoy exercise drill""",
    ),
    (
        Category.ARMED_CLASH_OR_STRIKE,
        2,
        """
        attack strike airstrike shelling bombing bombardment shooting clash fighting battle assault ambush
        raid explosion blast offensive counteroffensive ceasefire_violation gunfire crossfire gunfight
        killing massacre assassination incursion skirmish engagement firefight mortar_fire small-arms_fire
        abduction kidnapping casualty hostility fatality""",
    ),
    (
        Category.AIRSPACE_OR_BORDER_INCIDENT,
        2,
        """
        overflight airspace_violation border_incident interception""",
    ),
    (
        Category.BORDER_OR_TRANSIT_RESTRICTION,
        2,
        """
        closure blockade travel_ban restriction no-fly_zone curfew lockdown border_closure
        quarantine roadblock""",
    ),
    (
        Category.SANCTIONS_OR_TRADE,
        2,
        """
        sanction embargo tariff asset_freeze export_ban designation""",
    ),
    (
        Category.DIPLOMACY,
        2,
        """
        meeting summit talks negotiation visit agreement treaty accord memorandum delegation communique
        ultimatum phone_call resolution""",
    ),
    (
        Category.POLITICS_OR_ELECTION,
        2,
        """
        election referendum vote inauguration resignation coup impeachment by-election reshuffle no-
        confidence""",
    ),
    (
        Category.REPRESSION_OR_RIGHTS,
        2,
        """
        arrest detention crackdown trial verdict sentence torture prosecution persecution break-in
        repression deportation execution imprisonment abuse""",
    ),
    (
        Category.PROTEST,
        2,
        """
        protest demonstration rally riot unrest march picket walkout strike_action gathering sit-in
        stoppage general_strike hunger_strike nationwide_strike labour_strike labor_strike transport_strike""",
    ),
    (
        Category.HUMANITARIAN,
        2,
        """
        earthquake flood flooding cyclone hurricane storm typhoon landslide drought famine outbreak epidemic
        displacement evacuation cholera wildfire eruption tsunami airlift pandemic aid_convoy humanitarian_convoy
        relief_convoy food_convoy""",
    ),
    (
        Category.ECONOMY_OR_ENERGY,
        2,
        """
        outage blackout bankruptcy devaluation default shutdown""",
    ),
    (
        Category.CYBER_OR_INFORMATION,
        2,
        """
        cyberattack cyber-attack hack leak disinformation ransomware malware ddos broadcast""",
    ),
    (
        Category.OTHER,
        2,
        """
        crash collision accident derailment fire lightning_strike""",
    ),
)

# Words that say what a sentence is about without telling a happening.
TOPICS: tuple[tuple[Category, str], ...] = (
    (
        Category.MILITARY_MOVEMENT,
        """
        troop troops soldier soldiers brigade battalion regiment army navy warship warships fighter_jets
        trench trenches weapons military equipment tanks howitzers forces units air_defence air_defense
        contingent reservists conscripts military_exercises barracks naval aircraft_carrier missile_test
        missile_tests launcher launchers garrison frigate frigates destroyer submarine submarines high_alert""",
    ),
    (
        Category.ARMED_CLASH_OR_STRIKE,
        """
        shell shells rocket rockets artillery militant militants insurgents gunmen frontline front_line
        drone_attack ceasefire rebels bomb himars combat suicide enemy wounded battles gunman explosives
        mortar mortars rocket rockets ied mass_shooting hostages sniper positions losses prisoner_of_war gangs
        pirates piracy militia militias militiaman militiamen jihadists assailants attackers
        shrapnel gunshot gunshots landmine landmines mine_explosion""",
    ),
    (
        Category.AIRSPACE_OR_BORDER_INCIDENT,
        """
        airspace drone uav drones balloon balloons unmanned state_border territorial_waters licence_plates""",
    ),
    (
        Category.BORDER_OR_TRANSIT_RESTRICTION,
        """
        transit border borders crossing crossings checkpoint checkpoints flights airspace_closure visa visas
        passage corridor freedom_of_movement travel road roads entry passengers freight port ports bridge
        customs""",
    ),
    (
        Category.SANCTIONS_OR_TRADE,
        """
        sanctions sanctioned export exports import imports shipped trade tariffs potash grain shipments commodity
        assets oil_products fertilisers fertilizers treasury ofac embargo visa_ban visa_bans blacklist""",
    ),
    (
        Category.DIPLOMACY,
        """
        ambassador ambassadors minister ministers envoy embassy embassies consulate diplomat diplomats
        foreign_ministry foreign_minister bilateral statement summit treaty peace diplomatic_ties
        diplomatic_relations un_security_council
        security_council g7 counterpart secretary_general cooperation leaders president state_department
        delegation counterparts""",
    ),
    (
        Category.POLITICS_OR_ELECTION,
        """
        election elections electoral parliament parliamentary constitution constitutional ballot polling
        polling_stations candidate candidates voters party opposition coalition cabinet bill law lawmakers
        senate referendum pension legislative_council prime_minister lawmaker seats state_of_emergency
        president polling polls ballots ballot_papers martial_law turnout runoff run-off presidency swearing-in
        governors""",
    ),
    (
        Category.REPRESSION_OR_RIGHTS,
        """
        prisoners political_prisoners police court courts activists journalists rights human_rights
        opposition prison custody criminal migrants asylum judge prosecutors lawyers dissidents censorship
        gatherings freedoms asylum_seekers detained jailed imprisoned detainee detainees""",
    ),
    (
        Category.PROTEST,
        """
        protesters demonstrators activists crowd union unions strikers workers faculty students police_line
        public_gatherings""",
    ),
    (
        Category.HUMANITARIAN,
        """
        refugees displaced idps humanitarian aid disease virus cases vaccine vaccines cholera hunger food
        malnutrition health patients shelter shelters rainfall hurricane storm winds hospital children water
        sanitation hygiene unicef wfp households assistance relief outbreak nutrition families evacuees supplies
        tents unhcr ocha icrc red_cross red_crescent survivors emergency epidemic camps disaster state_of_disaster
        death_toll quake aftershock aftershocks rubble covid coronavirus measles polio dengue ebola mpox malaria
        clinic clinics treatment_centre treatment_centres treatment_center latrines rations""",
    ),
    (
        Category.ECONOMY_OR_ENERGY,
        """
        oil gas pipeline electricity power_plant nuclear_plants nuclear refinery rate inflation bank economy
        economic currency budget investment billion company market price prices fuel energy interest_rate
        gdp debt power_grid coal coal-fired power_plants power_cuts grid output""",
    ),
    (
        Category.CYBER_OR_INFORMATION,
        """
        cyber internet hackers hacking network networks website tv television media telegram twitter
        propaganda satellite_internet disinformation modem modems state_tv state_media state_television
        broadcaster malicious ransom data_breach stolen_data dark_web gigabytes terabytes servers
        apps facebook whatsapp tiktok youtube social_media online internet_access""",
    ),
    (
        Category.OTHER,
        """
        bus truck train lightning race match satellite birthday sport football fire gorge drowned avalanche
        pedestrians vehicle cars ferry spacecraft orbit festival robbery crash""",
    ),
)

#: Base forms that are adjectives or adverbs more often than verbs: "close to the border", "free trade".
RARELY_VERBS = frozenset("close open free fit last present complete separate force cause show help support cut".split())

#: "strength" of a bare past tense that the lexicon does not know: "The court overruled …".
UNKNOWN_VERB = Trigger(lemma="?", form=Form.PAST, category=None, strength=1)


def _verb_forms(lemma: str, category: Category | None, strength: int) -> dict[str, Trigger]:
    def trigger(form: Form) -> Trigger:
        return Trigger(lemma=lemma, form=form, category=category, strength=strength)

    forms = {form: trigger(Form.PAST) for form in pasts(lemma)}
    bare = {} if lemma in RARELY_VERBS else {lemma: trigger(Form.PRESENT)}
    return {
        **bare,
        third_person(lemma): trigger(Form.PRESENT),
        gerund(lemma): trigger(Form.GERUND),
    } | forms


def _triggers() -> dict[str, Trigger]:
    table: dict[str, Trigger] = {}
    for category, strength, lemmas in reversed(NOUNS):
        for lemma in (word.replace("_", " ") for word in lemmas.split()):
            noun = Trigger(lemma=lemma, form=Form.NOUN, category=category, strength=strength)
            table |= {lemma: noun, plural(lemma): noun}
    for category, strength, lemmas in reversed(VERBS):
        for lemma in lemmas.split():
            verb, _, rest = lemma.partition("_")  # "opened fire"
            forms = _verb_forms(verb, category, strength)
            told = {f"{form} {rest}": trigger for form, trigger in forms.items()} if rest else forms
            for form, trigger in told.items():
                if not (trigger.form is Form.PRESENT and form in table):
                    table[form] = trigger
    return table


def _topics() -> dict[str, tuple[Category, ...]]:
    table: dict[str, tuple[Category, ...]] = {}
    for category, words in TOPICS:
        for word in (w.replace("_", " ") for w in words.split()):
            table[word] = (*table.get(word, ()), category)
    return table


#: Word form -> trigger, and word -> the categories it speaks for; both lower case.
TRIGGERS = _triggers()
TOPIC_WORDS = _topics()
