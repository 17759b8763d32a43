"""Words of French-speaking clinics: complaints told by what people see, and what sounds like one and is none."""

from __future__ import annotations

from functools import cache

import pytest

from oceandx.consultation import open_knowledge
from oceandx.intake.message import Message
from oceandx.reading import TicketReader


@cache
def reader() -> TicketReader:
    return TicketReader(open_knowledge())


def codes(text: str) -> list[str]:
    return [symptom.code for symptom in reader().read(Message("", text)).symptoms]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("S01", "La nouvelle, Dre Lemire, n'a pas sa colonne dans Ocean. Les autres docteurs ont la leur."),
        ("S01", "Notre kiné est invisible dans Ocean."),
        ("S01", "Je cherche le nom du Dr Kanté dans le menu à gauche du portail, il n'y est tout bonnement pas."),
        ("S02", "J'ouvre Ocean le matin: page blanche à la place de mes patients, pourtant mon agenda Accuro déborde."),
        ("S02", "Il y a des trous dans ma liste du jour Ocean, les trous n'existent pas dans Accuro."),
        ("S02", "Je devrais voir 15 noms pour vendredi dans Ocean, j'en vois 3."),
        ("S03", "Les patientes de la sage-femme n'ont pas leurs courriels de rappel."),
        ("S03", "On ne rappelle plus personne, paraît-il: les courriels de la veille ne sortent plus."),
        ("S03", "Depuis trois semaines, les clients de la psychologue n'ont aucun petit courriel avant leur visite."),
        (
            "S04",
            "Ma mère a pesé sur le bouton vert du courriel et il n'arrive rien, elle ne peut pas dire qu'elle vient.",
        ),
        (
            "S04",
            "La page tourne sans fin quand les gens veulent confirmer leur présence par le courriel.",
        ),
        ("S04", "Il n'y a pas d'endroit où cliquer pour confirmer dans le courriel de rappel."),
        ("S05", "Save for Ocean ne fait plus rien sur le poste de Dre Roy."),
        ("S05", "Le choix Enregistrer pour Ocean, je clique dessus pis y se passe rien."),
        ("S05", "Dre Brault ne peut pas prendre un document d'Accuro avec Enregistrer pour Ocean."),
        ("S06", "Tout ce qu'on entre dans Accuro reste dans Accuro, Ocean ne bouge pas, tous médecins confondus."),
        ("S06", "Le pont entre Accuro et Ocean est tombé."),
        ("S06", "La dernière synchro date de jeudi passé."),
        ("S07", "Ocean dit envoyé, la patiente dit que sa boîte est vide, même pas dans les indésirables."),
        ("S07", "Le journal des rappels dit que c'est parti, le patient dit que non."),
        ("S07", "Le registre me jure que le courriel est parti, M. Tremblay me jure qu'il n'a rien vu."),
        ("S08", "À côté du nom de M. Roy dans la liste des rappels, c'est marqué abandonné."),
        ("S08", "La ligne du rappel est en Aborted, ça veut dire quoi?"),
        ("S08", "Pourquoi certains rappels sont « abandonnés » dans le journal?"),
        ("S09", "Elle était habituée à son petit texto de la veille, là plus rien."),
        ("S09", "Le monsieur attendait son petit message sur son cellulaire, il n'est jamais venu."),
        ("S09", "Rien sur le téléphone de la dame, pourtant on lui a promis un texto."),
        (
            "S10",
            "Les grosses journées de vaccination, les rappels sortent à 4 heures de l'après-midi au lieu du matin.",
        ),
        ("S10", "Quand on a plus de 150 rendez-vous, une partie des rappels ne part pas."),
        (
            "S10",
            "Les lundis achalandés, le courriel de rappel arrive une fois le patient rendu dans la salle d'attente.",
        ),
        ("S11", "Il a confirmé lundi et on continue de lui écrire tous les jours."),
        ("S11", "On a une dame qui a eu le même courriel six fois hier."),
        ("S11", "Mon mari a eu trois textos pour le même rendez-vous, il est écœuré."),
        ("S12", "Mme Nguyen a demandé l'anglais, son rappel lui arrive en français."),
        ("S12", "Mon patient est unilingue français et il a reçu un texto dans la langue de Shakespeare."),
        ("S12", "Le courriel de rappel est en anglais alors que toute la famille parle français."),
        ("S13", "Les rappels sortent bien, mais le sigle ne s'inscrit pas à côté du rendez-vous dans Accuro."),
        ("S13", "Dans Accuro, rien n'indique qu'un rappel a été envoyé, la couleur prévue n'apparaît plus."),
        (
            "S13",
            "Avant le rendez-vous virait mauve quand le rappel était parti, maintenant il reste blanc dans l'agenda.",
        ),
        ("S14", "Les patients me disent qu'ils ont confirmé mais la case reste jaune dans Accuro."),
        ("S14", "Il a répondu qu'il serait là, mais le rendez-vous n'est pas devenu vert."),
        ("S14", "Le patient a eu son merci à l'écran après avoir confirmé, mais rien n'a bougé dans Accuro."),
        ("S15", "Le lien du rappel envoie tout le monde au téléphone au lieu de laisser confirmer."),
        ("S15", "Quand les gens pèsent sur le lien pour confirmer, une page leur demande d'appeler à la clinique."),
        ("S15", "Ma patiente a voulu confirmer et s'est fait dire par Ocean de communiquer avec la clinique."),
        ("S16", "On peut juste confirmer dans le rappel, plus moyen de dire qu'on ne vient pas."),
        ("S16", "Les patients ne trouvent pas où annuler dans le rappel."),
        ("S16", "Monsieur veut se décommander à partir du courriel et il n'y a pas de bouton pour ça."),
        ("S17", "Ma cliente s'est trompée de date de naissance trois fois, asteure elle est barrée de son message."),
        ("S17", "Ocean dit à la patiente que son accès est bloqué, elle ne peut plus ouvrir le message."),
        ("S17", "Le papa a fait trop d'essais, le lien ne veut plus rien savoir de lui: accès verrouillé."),
        ("S18", "Je tape le nom de ma patiente dans Ocean pour lui envoyer un questionnaire, il ne me la propose pas."),
        ("S18", "Impossible d'envoyer un message à Mme Turcotte, Ocean ne la trouve pas."),
        ("S18", "Ocean ne connaît pas ce patient quand je veux lui écrire."),
        ("S19", "La fiche de Théo était là hier. Plus rien ce matin dans Ocean."),
        ("S19", "Hier j'avais M. Roy sous les yeux dans la page Patients, aujourd'hui il s'est volatilisé."),
        ("S19", "Ma patiente était dans Ocean la semaine passée, elle n'y est plus."),
        ("S20", "Tout ce que je vois dans la page Patients, ce sont des suites de lettres sans queue ni tête."),
        ("S20", "À la place des noms, je vois des cadenas dans la page Patients."),
        ("S20", "Sur mon nouvel ordi, Ocean me montre du charabia au lieu du nom des patients."),
        ("S21", "Où trouver notre clé de chiffrement? On l'a cherchée partout."),
        ("S21", "La clé de chiffrement, plus personne ne sait où elle est rangée."),
        ("S21", "Notre ancienne adjointe a pris sa retraite avec la clé d'encryption dans sa tête."),
        ("S22", "Depuis qu'on a changé la clé, le lien CDS ne mène plus nulle part."),
        ("S22", "Après le changement de clé, plus moyen d'ouvrir Ocean à partir d'Accuro."),
        ("S22", "Depuis la nouvelle clé, la moitié d'Ocean ne marche plus."),
        ("S23", "Le bouton pour aller dans Ocean n'est plus dans le menu d'Accuro."),
        ("S23", "Ma collègue a le lien Ocean dans son menu, moi je ne l'ai pas."),
        ("S23", "Je ne trouve pas le bouton Configure Accuro CDS Links."),
        ("S24", "Ocean s'ouvre bien à partir d'Accuro, mais il me demande encore qui je suis."),
        ("S24", "Quand j'ouvre Ocean à partir d'Accuro, il ne sait pas qui je suis."),
        ("S24", "Ocean me demande chaque fois de lier mon compte quand je clique dans Accuro."),
        ("S25", "Quand je veux lier mon compte, on me dit qu'il est déjà associé à une autre personne."),
        ("S25", "Message: détection d'un lien de compte utilisateur DMÉ existant."),
        ("S25", "En liant son compte, Dre Roy obtient: lien de compte utilisateur déjà existant."),
        ("S26", "Cloud Connect me laisse à la porte."),
        ("S26", "Cloud Connect me recrache à la page de connexion à chaque fois."),
        ("S26", "Pas moyen d'entrer dans Cloud Connect, ça veut un code que je ne reçois pas."),
        ("S27", "J'ai échangé avec ma patiente par message, aucune note au dossier."),
        ("S27", "Ce que la patiente a répondu n'est pas dans son dossier Accuro."),
        ("S27", "La patiente a rempli son questionnaire, mais je n'en vois pas trace dans son dossier Accuro."),
        ("S28", "Le patient m'a envoyé une photo de sa plaie avec sa réponse, elle n'est pas au dossier."),
        ("S28", "Les images que la maman a jointes ne se retrouvent pas dans Accuro."),
        ("S28", "Les photos reçues par message sécurisé ne se sauvegardent pas au dossier."),
        ("S29", "Je ne vois pas l'icône pour attacher un document à mon message."),
        ("S29", "Le trombone est grisé quand j'écris à un patient."),
        ("S29", "Pas de bouton pour joindre un fichier quand je compose un message dans Ocean."),
        ("S30", "La réponse du spécialiste atterrit dans Accuro au nom de personne."),
        ("S30", "Les réponses de spécialistes tombent dans Accuro sans médecin."),
        ("S30", "Le retour du cardiologue est entré, mais il n'est au nom d'aucun médecin."),
        ("S31", "L'eRéférence ne veut pas de mon PDF."),
        ("S31", "Impossible d'ajouter la résonance à la référence, message d'erreur."),
        ("S31", "Ocean recrache ma pièce jointe quand je fais une eConsultation, fichier trop gros."),
        ("S32", "Quand je monte la réservation en ligne, l'horaire de Dre Blais n'est pas dans les choix."),
        ("S32", "L'agenda du Dr Blouin n'est pas proposé quand je configure la prise de rendez-vous en ligne."),
        ("S32", "Je ne peux pas choisir l'horaire de la nutritionniste pour la réservation en ligne."),
        (
            "S33",
            "Les gens qui vont en ligne pour prendre rendez-vous voient tout complet, j'ai plein de trous à l'agenda.",
        ),
        ("S33", "La réservation en ligne offre des heures où nous sommes fermés."),
        ("S33", "Aucune plage ne s'affiche sur la page de réservation, pourtant mon horaire est libre."),
        ("S34", "La borne dit bienvenue, mais l'agenda ne montre pas qu'ils sont arrivés."),
        ("S34", "La borne dit aux patients de passer à la réception."),
        ("S34", "La machine à l'entrée ne veut rien savoir de leur carte, ils ont pourtant rendez-vous."),
        ("S35", "Je ne suis pas autorisée à écrire aux patients, paraît-il."),
        ("S35", "Josée écrit à ses patients, Marie aussi. Moi, l'option n'existe pas."),
        ("S35", "Tout le monde peut écrire aux patients sauf moi, je n'ai pas le bouton."),
        ("S36", "Avant j'avais un courriel quand un patient répondait, là plus rien."),
        ("S36", "Je ne suis jamais avertie quand un patient répond."),
        ("S36", "Les infirmières ne reçoivent plus les avis d'Ocean par courriel quand un formulaire est complété."),
        ("S38", "Nos courriels tombent dans les pourriels des patients."),
        ("S38", "Les patients repêchent leur rappel dans le courrier indésirable."),
        ("S38", "Gmail met nos rappels à la poubelle."),
        ("S39", "On a signé le contrat il y a deux mois et on n'a toujours pas de nouvelles."),
        ("S39", "Personne ne nous a envoyé l'UUID, notre branchement n'avance pas."),
        ("S39", "On attend encore le courriel d'activation de QHR."),
        (
            "S40",
            "La page de QHR ne me demande ni nom ni mot de passe, juste le bouton Approuver avec le vieil utilisateur.",
        ),
        ("S40", "Quand je réautorise, ça saute direct à Approve avec l'ancien OceanAPI."),
        (
            "S40",
            "L'écran de QHR affiche déjà l'ancien utilisateur et le bouton Approve, sans demander de mot de passe.",
        ),
    ],
)
def test_a_complaint_is_recognised_by_what_people_see(code: str, text: str) -> None:
    assert codes(text) == [code]


@pytest.mark.parametrize(
    "text",
    [
        "Les rappels partent à l'heure et les gens confirment, tout va bien, merci.",
        "Notre clinique fermera du 24 décembre au 3 janvier, merci d'en prendre note.",
        "Je suis en vacances jusqu'au 12, adressez-vous à Josée en mon absence.",
        "Pouvez-vous nous envoyer une facture corrigée pour octobre?",
        "L'imprimante à étiquettes ne sort plus rien depuis ce matin.",
        "Serait-il possible d'ajouter un bouton pour imprimer la feuille de journée?",
        "Bonjour, on voudrait une formation pour notre nouvelle secrétaire sur Ocean.",
        "On pense activer les rappels par texto au printemps, combien ça coûte?",
        "Comment fait-on pour ajouter un médecin dans Ocean?",
        "Mme Roy a annulé son rendez-vous, c'est noté de notre côté.",
        "Le téléphone de la réception ne fonctionne plus.",
        "Le patient est fâché parce qu'il a attendu une heure dans la salle d'attente.",
        "Merci, la synchro est repartie et tout rentre normalement.",
        "Le problème d'hier est réglé: les noms sont de nouveau lisibles.",
    ],
)
def test_what_only_sounds_like_a_complaint_is_none(text: str) -> None:
    assert codes(text) == []
