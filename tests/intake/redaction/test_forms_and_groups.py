"""Forms, groups in brackets, provinces, sites, quotations, and pairs in small letters. Everything is invented."""

from __future__ import annotations

from datetime import date

import pytest

from oceandx.intake.redaction import Redactor
from redacting import redaction_words

REDACTOR = Redactor(redaction_words(), today=lambda: date(2026, 11, 26))


def redacted(text: str) -> str:
    return REDACTOR.redact([text]).texts[0]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Formulaire\nNom : Éloïse Barrette\nClinique : Clinique Pontiac\nMessage : rien ne paraît", "Éloïse Barrette"),
        ("Name: Rosa Quill\nClinic: Lakeside\nMessage: no texts", "Rosa Quill"),
        ("Your name: Rosa Quill\nProduct: Ocean Reminders\nWhat happens: nothing", "Rosa Quill"),
        ("Name: Rosa Quill\nRole: intake clerk\nPriority: high", "Rosa Quill"),
        ("name;phone;role\nRosa Quill;514 555-0111;nurse", "Rosa Quill"),
        ("name;phone;doctor\nRosa Quill;none;Dr Oak", "Dr Oak"),
        ("Name,Post\nRosa Quill,clerk", "Rosa Quill"),
        ("The parent: Rosa Quill from the desk called her", "Rosa Quill"),
        ("Clinic: Elm\nSite number: 2756\nName: Rosa Quill\nProblem: no reminders", "Rosa Quill"),
        ("Clinique : Cèdres\nSite : 4075\nNom : Éloïse Barrette\nTéléphone : au bureau", "Éloïse Barrette"),
        ("Clinic: Elm\nName: Rosa Quill\nRole: clerk\nPatient: Bob Fehr\nDOB: 3 May 1980", "Rosa Quill"),
        ("Service de la comptabilité\na/s Normand Saint-Onge\nPolyclinique Beaubien", "Normand Saint-Onge"),
        ("Depuis que Guylaine a renommé des statuts, plus rien", "Guylaine"),
        ("Madame Ruel,\n\nJe vous confirme que tout va.", "Ruel"),
        ("Rosa Quill beside me can do it.", "Rosa Quill"),
        ("The other girls (Thanh, Valérie) don't have it.", "Thanh, Valérie"),
        ("Nous avons deux bureaux (Van Horne et Plamondon).", "Van Horne et Plamondon"),
        ("Luce Bérard est la seule de nos quatre secrétaires à ne rien recevoir.", "Luce Bérard"),
        ("Which site?\n<Rosamund> 5093 in Goderich", "5093"),
        ("Les filles au comptoir (Manon pis Nguyet) les changent à la main.", "Manon pis Nguyet"),
        ("the front desk ladies (Opal, Ruby and Pearl) change them by hand", "Opal, Ruby and Pearl"),
        ("Call taken by first line (Dwayne).", "Dwayne"),
        ("we are on another system, Thornbury MB", "Thornbury MB"),
        ("site: 6120 Gateway Walk-In", "6120 Gateway"),
        (
            "Un monsieur m'a dit : « je suis sorti ».\n\nSandra Oliveira\nClinique L'Ancrage, Gatineau",
            "Sandra Oliveira",
        ),
        ("émettre une note à l'attention de Lisette Harvey, svp", "Lisette Harvey"),
        ("Kind regards, Oluwaseun Ajayi PGY1", "Oluwaseun Ajayi"),
        ("Quelques-uns :\n- Luc Quill\n- Ana Pires\nQue faire?\nMélanie Roy\ngestionnaire, Clinique A", "Mélanie Roy"),
        ("If you did not receive your appointment reminder, ask for Yolanda.", "Yolanda"),
        ("Lunch is on us. RSVP to Dimitri.", "Dimitri"),
        ("Carole Quill passe une heure par jour à les redistribuer.", "Carole Quill"),
        ("J'ai repris l'ordi de l'ancienne embryologiste, Sofia Quill.", "Sofia Quill"),
        ("thanks, rosa", "rosa"),
        ("see the reports, rosa.", "rosa"),
    ],
)
def test_these_stay(text: str, kept: str) -> None:
    assert kept in redacted(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nom : Éloïse Barrette\nddn : 1951-03-12", "Barrette"),
        ("Patient : Rosa Quill\nClinic: Lakeside", "Quill"),
        ("Child: Ben Fehr\nParent: Rosa Quill\nNo reminder", "Quill"),
        ("Parent: Halina\nNo reminder", "Halina"),
        ("Mère : Éloïse Barrette\nPas de rappel", "Barrette"),
        ("name;phone;doctor\nRosa Quill;none;Dr Oak", "Quill"),
        ("Name,Birth date\nRosa Quill,1980-01-02", "Quill"),
        ("Name | HCN | Clinic\nRosa Quill | 1234 567 890 | Elm", "Quill"),
        ("Clinic: Elm\nPatient name: Rosa Quill\nProblem: no reminders", "Quill"),
        ("Patient name: Rosa Quill\nClinic: Elm\nProblem: no reminders", "Quill"),
        ("Clinique : Les Pins\nNom du patient : Éloïse Barrette\nProblème : pas de rappels", "Barrette"),
        ("Clinic: Elm\nName: Rosa Quill\nHCN: 1234 567 890", "Quill"),
        ("Clinic: Elm\nFirst name: Rosa\nLast name: Quill\nDOB: 3 May 1980", "Rosa"),
        ("Clinic: Elm\nFirst name: Rosa\nLast name: Quill\nHCN: 1234 567 890", "Quill"),
        ("Clinique : Les Pins\nPrénom : Éloïse\nNom : Barrette\nDate de naissance : 1980-01-12", "Éloïse"),
        ("Rosa Quill, ON 1234-567-890 got none", "Quill"),
        ("patient d. crowe, NS card 0098-765-432, sat 50 min", "crowe"),
        ("Chart numbers in order: 55102, 55377, 41090", "41090"),
        ("the chart for Ms. Quill, 12-345-B, was open", "12-345-B"),
        ("it was the Singh brothers (Harman Gill and Jaskaran Gill)", "Harman"),
        ("Latest one: referral for Whitecloud, T.\nSherry in referrals", "Whitecloud"),
        ("Poste : 12\nNom : QUILLFEATHER\nPrénom : Luc\nDDN : 1972 03 30", "QUILLFEATHER"),
        ("Yesterday I had Rosa Quill open in the Ocean patients list", "Quill"),
        ("De la Cruz, Maricel \u2013 PHIN 887412093 \u2013 11/02/1980", "887412093"),
        ("Mon adresse : 385, rue des Ormes, app. 4", "385, rue des Ormes"),
        ("Ses coordonnées au dossier : 14, rang 6, Senneterre", "14, rang 6"),
        ("the 9:20 should read McInnis, Rory and I only know since I looked", "McInnis"),
        ("the boxes are grey for Mr. Wisniewski and Wisniewski's mother, Halina.", "Halina"),
        ("I want to send her mother, Rima El-Khatib, the message", "El-Khatib"),
        ("M. Lamoureux a rappelé. Pouvez-vous voir? (Yvon Lamoureux, 819 555-0177)", "Yvon"),
        ("mr Rose came to cancel (dalton rose, chart 4412) what gives", "dalton"),
        ("Mme Printemps                 C-31140", "C-31140"),
        ("Mon code de secours était 7F3K-99QD-LM20 mais il dit invalide", "7F3K-99QD-LM20"),
        ("Suresh (the son) forwarded me the screenshots.", "Suresh"),
        ("Doc, Mrs Abernathy was in Ocean on Friday", "Abernathy"),
        ("Madame Ruel n'a rien reçu,", "Ruel"),
        ("Rosa Quill est la seule de nos patientes à ne rien recevoir.", "Quill"),
        ("e.g. will young 2:15 and edna-may kowal 3pm are not in ocean", "will young"),
        ("nothing in accuro. chart # 31904 hunter, moira", "moira"),
        ("un message à une patiente, ocean la trouve pas. petit, rose. son rv est loin", "petit"),
        ("his appointments are not there eg whitehorse, dawn tues 10:20", "whitehorse"),
        ("Reminder log for Baby Quill (b. 02-Oct-2026) says Aborted", "02-Oct-2026"),
        ("ABORTED next to these, all of one doctor:\nGallant, Alma J. (PEI 12345678)", "Gallant"),
        ("No text for Quill-Roy, Jean P. (chart 4412)", "P."),
        ("1. Rosa Quill\n2. Mme Blanchard (Lucie) - BLAH52...", "BLAH52"),
        ("Her first patient, Tobias (mother: Ms. Quill), can't be sent the form.", "Tobias"),
        ("Un exemple : Kateri, la fille de Rosa Quill, sans texto.", "Kateri"),
        ("Mon nom est Luc Quill, je suis patient. J'habite au 12, rue des Pins.\nMerci, L. Quill", "L. Quill"),
    ],
)
def test_these_go(text: str, value: str) -> None:
    assert value not in redacted(text)
