"""Slips that small parsers make again and again, put right where the tree itself betrays them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from recoupe.model import Token

TAKEN = ("cop", "aux:pass")
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
FINITE = "VerbForm=Fin"
BROKEN = frozenset({",", ";", ":", "-", "–", "—", "(", "|"})
ADPOSITIONS = frozenset({"ADP", "SCONJ"})
BOUND = frozenset({"case", "cop", "nsubj", "mark"})
"""What hangs on a root that is no subject without its verb."""
INSERTED = frozenset({"amod", "acl", "appos", "nmod", "conj", "flat:name", "acl:relcl", "parataxis"})
OPENING = 6
"""Words that a phrase of circumstance, or an article and its noun, can take."""
AUXILIARIES = frozenset({"aux:tense", "aux:pass"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl:subj"})
OPENS_OBJECT = frozenset({"DET", "PROPN", "NUM", "PRON", "NOUN", "ADJ", "VERB", "SCONJ"})


def with_finite_root(tokens: Sequence[Token], intransitive: frozenset[str] = frozenset()) -> list[Token]:
    """ "The opposition accused X of …": a participle that modifies the root noun, and has an object, is the verb of the sentence;
    and so is one of a verb of ``intransitive`` ("protesters marched in …"), which has no passive.

    Only where nothing before it is finite, and where past and participle have one form.
    """
    out = list(tokens)
    root = next((i for i, t in enumerate(out) if t.head == i), None)
    if root is None or out[root].pos not in NOMINAL or any(t.head == root and t.dep in ("cop", "nsubj") for t in out):
        return out
    for i, token in enumerate(out):
        if FINITE in token.feats:
            return out
        past = "Tense=Past" in token.feats and "VerbForm=Part" in token.feats
        if token.head != root or i < root or token.dep not in ("acl", "amod") or token.pos != "VERB" or not past:
            continue
        if token.lemma in intransitive or any(t.head == i and t.dep in ("obj", "ccomp") and k > i for k, t in enumerate(out)):
            return _turned(out, root, i)
    return out


def with_main_verb(tokens: Sequence[Token], verb_of: Callable[[str], str | None]) -> list[Token]:
    """ "Alpha regained control of Beta": where nothing is finite, the first form of a verb between a noun and what can be its
    object is the verb of the sentence. ``verb_of`` gives the lemma of an inflected form of a verb, or None."""
    out = list(tokens)
    if any(FINITE in t.feats or t.pos == "AUX" for t in out):
        return out
    for i in range(1, len(out) - 1):
        verb = verb_of(out[i].text.lower())
        beside = out[i - 1].pos in NOMINAL and out[i + 1].pos in OPENS_OBJECT
        if verb is not None and beside and not (out[i].pos == "NOUN" and out[i].dep in ("obl", "nmod")):
            return _rebuilt(out, i, verb)
    return out


def _rebuilt(tokens: list[Token], verb: int, lemma: str) -> list[Token]:
    """The sentence around its verb: what led out of either half hangs on the verb now."""
    out = list(tokens)
    out[verb] = replace(out[verb], pos="VERB", lemma=lemma, dep="root", head=verb, feats=f"Mood=Ind|Tense=Past|{FINITE}")
    cased = {t.head for t in tokens if t.dep == "case"}
    tops = [k for k, t in enumerate(tokens) if k != verb and (t.head == k or (t.head >= verb) != (k > verb) or t.head == verb)]
    given: set[str] = set()
    for k in tops:
        token = tokens[k]
        dep = token.dep
        if token.pos == "PUNCT":
            dep = "punct"
        elif k < verb and token.pos in NOMINAL and k not in cased:
            dep = "nsubj" if "nsubj" not in given else "conj"
        elif k > verb and token.pos in NOMINAL:
            dep = "obl" if k in cased else "obj" if "obj" not in given else "dep"
        elif k > verb and token.pos == "VERB":
            dep = "xcomp"
        elif dep == "root":
            dep = "dep"
        given.add(dep)
        out[k] = replace(token, dep=dep, head=verb)
    return out


def with_verb_of_noun(tokens: Sequence[Token]) -> list[Token]:
    """ "A spokesman for Alpha denied …": a finite verb that the parse hung on the root noun as if it modified it, with no subject
    and no pronoun of its own, is the verb of the sentence; what stands between them belongs to the noun."""
    out = list(tokens)
    root = next((i for i, t in enumerate(out) if t.head == i), None)
    if root is None or out[root].pos not in NOMINAL or any(FINITE in t.feats for t in out[:root]):
        return out
    verb = next((i for i in range(root + 1, len(out)) if FINITE in out[i].feats), None)
    if verb is None or out[verb].head != root or out[verb].pos != "VERB" or out[verb].dep in ("parataxis", "conj", "appos"):
        return out
    between = range(root + 1, verb)
    if any(out[k].dep in ("nsubj", "nsubj:pass", "cop") and out[k].head in (root, verb) for k in range(len(out))):
        return out
    if any(out[k].text in BROKEN or "PronType=Rel" in out[k].feats for k in between):
        return out
    inner = [k for k in between if out[k].head == verb and out[k].pos in NOMINAL]
    for k in between:
        if out[k].head == verb and k not in inner:
            out[k] = replace(out[k], head=inner[-1] if inner else root, dep="case" if out[k].pos in ADPOSITIONS else out[k].dep)
    for k in inner:
        out[k] = replace(out[k], head=root, dep="nmod")
    return _turned(out, root, verb)


def with_gerund_objects(tokens: Sequence[Token], governors: frozenset[str]) -> list[Token]:
    """ "Denied targeting civilians": a gerund right behind one of the verbs ``governors``, taken for a modifier of the object, is
    the object, and that noun its own."""
    out = list(tokens)
    for i in range(1, len(out)):
        token, noun = out[i], out[i].head
        if token.dep not in ("amod", "compound") or "VerbForm=Ger" not in token.feats or noun <= i:
            continue
        verb = out[noun].head
        if verb != i - 1 or out[verb].lemma not in governors or out[noun].dep != "obj":
            continue
        out[i] = replace(token, pos="VERB", dep="xcomp", head=verb)
        out[noun] = replace(out[noun], head=i)
    return out


def with_verb_taken_for_noun(tokens: Sequence[Token], verb_of: Callable[[str], str | None]) -> list[Token]:
    """ "The army denies that …": a root that no noun has the form of is the verb; the noun compounded with it is its subject, and
    the clause behind it its object. ``verb_of`` gives the lemma of a form that only a verb has, or None."""
    out = list(tokens)
    root = next((i for i, t in enumerate(out) if t.head == i), None)
    if root is None or out[root].pos not in ("NOUN", "PROPN") or any(t.head == root and t.dep in BOUND for t in out):
        return out
    verb = verb_of(out[root].text.lower())
    subject = next((k for k in range(root - 1, -1, -1) if out[k].head == root and out[k].dep == "compound"), None)
    if verb is None or subject is None:
        return out
    out[root] = replace(out[root], pos="VERB", lemma=verb, feats=f"Mood=Ind|{FINITE}")
    out[subject] = replace(out[subject], dep="nsubj")
    for k, token in enumerate(out):
        if token.head != root or k == root:
            continue
        if k < subject and token.dep in ("det", "amod", "compound", "nummod", "nmod:poss"):
            out[k] = replace(token, head=subject)
        elif k > root and token.dep in ("acl:relcl", "acl") and any(t.head == k and t.dep == "mark" for t in out):
            out[k] = replace(token, dep="ccomp")
    return out


def with_clause_of_noun(tokens: Sequence[Token]) -> list[Token]:
    """ "… announced that two men placed …": a finite verb that was hung on a noun as if it modified it, where the noun stands for
    a clause and nothing opens a relative clause, is the verb of that clause."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        noun = token.head
        if token.pos != "VERB" or token.dep != "acl" or FINITE not in token.feats or noun >= i or out[noun].dep != "ccomp":
            continue
        own = [t for t in tokens if t.head == i and t.dep in (*SUBJECTS, "mark", "cop", "aux:pass")]
        if own or out[noun].pos not in NOMINAL or any(t.head == noun and t.dep in ("cop", "nsubj") for t in tokens):
            continue
        if any("PronType=Rel" in tokens[k].feats or tokens[k].text in BROKEN for k in range(noun + 1, i)):
            continue
        out[i] = replace(token, dep="ccomp", head=out[noun].head)
        for k, t in enumerate(out):
            if t.head == noun and (k > i or t.dep in ("mark", "obl", "punct", "advmod", "advcl")):
                out[k] = replace(t, head=i)
        out[noun] = replace(out[noun], dep="nsubj", head=i)
    return out


def with_listed_subjects(tokens: Sequence[Token]) -> list[Token]:
    """ "The priest X, five others, and two women were killed": a verb joined by "and" to a bare root noun, whose subject stands
    right behind that "and", has the whole list for its subject."""
    out = list(tokens)
    root = next((i for i, t in enumerate(out) if t.head == i), None)
    if root is None or out[root].pos not in NOMINAL or any(t.head == root and t.dep in BOUND for t in out):
        return out
    verb = next((i for i, t in enumerate(out) if t.head == root and t.dep == "conj" and t.pos == "VERB" and i > root), None)
    if verb is None or any(FINITE in t.feats for t in out[:root]):
        return out
    subject = next((k for k, t in enumerate(out) if t.head == verb and t.dep in ("nsubj", "nsubj:pass")), None)
    joint = next((k for k, t in enumerate(out) if t.head == verb and t.dep == "cc"), None)
    if subject is None or joint is None or not root < joint < subject:
        return out
    if any(t.pos in ("VERB", "AUX") for t in out[:joint]) or any(out[k].head > subject for k in range(joint + 1, subject)):
        return out
    dep = out[subject].dep
    out[verb] = replace(out[verb], dep="root", head=verb)
    out[subject] = replace(out[subject], dep="conj", head=root)
    out[joint] = replace(out[joint], head=subject)
    out[root] = replace(out[root], dep=dep, head=verb)
    return [replace(t, head=verb) if t.head == root and k > verb else t for k, t in enumerate(out)]


def with_compound_subjects(tokens: Sequence[Token]) -> list[Token]:
    """ "… that food aid reaches …": nothing is compounded with a finite verb; a noun right before one that has no subject is
    its subject, and a finite verb that is an object is a clause."""
    out = list(tokens)
    for i, token in enumerate(out):
        if token.pos != "VERB" or FINITE not in token.feats:
            continue
        if token.dep == "obj":
            out[i] = replace(token, dep="ccomp")
        if any(t.head == i and t.dep in ("nsubj", "nsubj:pass") for t in out):
            continue
        noun = i - 1
        while noun > 0 and out[noun].pos == "ADV":
            noun -= 1
        if noun >= 0 and out[noun].head == i and out[noun].dep == "compound" and out[noun].pos in NOMINAL:
            passive = any(t.head == i and t.dep == "aux:pass" for t in out)
            out[noun] = replace(out[noun], dep="nsubj:pass" if passive else "nsubj")
    return out


def with_one_subject_of_two(tokens: Sequence[Token]) -> list[Token]:
    """ "Government troops shelled …": of two nouns side by side that are both subject of one verb, the first is compounded with
    the second."""
    out = list(tokens)
    for i in range(len(out) - 1):
        first, second = out[i], out[i + 1]
        if first.head != second.head or first.dep not in SUBJECTS or second.dep not in SUBJECTS:
            continue
        if first.pos != "NOUN" or second.pos != "NOUN":
            continue
        out = [replace(t, head=i + 1) if t.head == i and k < i else t for k, t in enumerate(out)]
        out[i] = replace(first, dep="compound", head=i + 1)
    return out


def with_verb_before_object(tokens: Sequence[Token]) -> list[Token]:
    """ "… that Alpha recaptured positions": a noun with a subject and no copula, and a past participle between the two, is the
    object of that verb."""
    out = list(tokens)
    for i, noun in enumerate(tokens):
        if noun.pos not in ("NOUN", "PROPN") or any(t.head == i and t.dep == "cop" for t in tokens):
            continue
        subject = next((k for k, t in enumerate(tokens) if t.head == i and t.dep == "nsubj" and k < i), None)
        verb = next((k for k, t in enumerate(tokens) if t.head == i and t.dep in ("amod", "acl") and _is_past(t) and k < i), None)
        if subject is None or verb is None or not subject < verb:
            continue
        feats = tokens[verb].feats.replace("VerbForm=Part", FINITE)
        out[verb] = replace(tokens[verb], dep=noun.dep, head=verb if noun.head == i else noun.head, feats=feats)
        out[i] = replace(noun, dep="obj", head=verb)
        for k, t in enumerate(tokens):
            if t.head == i and k < verb:
                out[k] = replace(t, head=verb, dep="advmod" if t.dep == "compound" else t.dep)
            elif t.head == verb and k < verb and t.dep == "compound":
                out[k] = replace(t, dep="advmod")
    return out


def _is_past(token: Token) -> bool:
    return token.pos == "VERB" and "Tense=Past" in token.feats and "VerbForm=Part" in token.feats


def with_times_aside(tokens: Sequence[Token], times: frozenset[int]) -> list[Token]:
    """ "The army today claimed …": a time phrase, parsed as one word, is no subject or object; the noun before it is."""
    out = list(tokens)
    for k in sorted(times):
        dep, head = out[k].dep, out[k].head
        if dep in ("nmod", "compound"):
            out[k] = replace(out[k], dep="obl", pos="ADV")
        noun = next((c for c in range(k - 1, -1, -1) if out[c].pos in NOMINAL and c not in times), None)
        for c in range(k + 1, len(out)):
            if noun is not None and out[c].head == k and out[c].dep == "nmod" and out[c].pos in NOMINAL:
                out[c] = replace(out[c], head=noun)  # "the killing on 15 September of X"
        if dep not in ("nsubj", "nsubj:pass", "obj"):
            continue
        before = [c for c in range(k) if out[c].head == k and out[c].pos in NOMINAL]
        if before:
            noun = before[-1]
            out[noun] = replace(out[noun], dep=dep, head=head)
            for c, token in enumerate(out):
                if token.head == k and c != noun:
                    out[c] = replace(token, head=noun)
        out[k] = replace(out[k], dep="obl", pos="ADV", head=head)
    return out


def with_passives(tokens: Sequence[Token], verb_of: Callable[[str], str | None]) -> list[Token]:
    """ "Three were wounded": an adjective behind a copula that is the participle of a verb asked for. ``verb_of`` gives the lemma
    of that verb, or None."""
    out = list(tokens)
    for i, token in enumerate(out):
        verb = verb_of(token.text.lower()) if token.pos in ("ADJ", "NOUN") else None
        copulas = [k for k, t in enumerate(out) if t.head == i and t.dep in TAKEN and k < i]
        if verb is None or not copulas:
            continue
        out[i] = replace(token, pos="VERB", lemma=verb, feats="Tense=Past|VerbForm=Part")
        for k, t in enumerate(out):
            if t.head == i and t.dep in ("cop", "nsubj"):
                out[k] = replace(t, dep="aux:pass" if t.dep == "cop" else "nsubj:pass")
        before = copulas[0] - 1
        if not any(t.head == i and t.dep == "nsubj:pass" for t in out) and before >= 0 and out[before].pos in NOMINAL:
            out[before] = replace(out[before], dep="nsubj:pass", head=i)
            if token.dep in ("advcl", "acl"):
                out[i] = replace(out[i], dep="conj")
    return out


def with_verb_behind_insert(tokens: Sequence[Token], verb_of: Callable[[str], str | None]) -> list[Token]:
    """ "The forces of X, backed by Y, push on": where a bare noun was taken for the root, an inflected verb right behind a comma
    that closes what was put in is the verb of the sentence. ``verb_of`` gives the lemma of a form that only a verb has."""
    out = list(tokens)
    root = next((i for i, t in enumerate(out) if t.head == i), None)
    subject = root if root is None else _bare_subject(out, root)
    if root is None or subject is None or out[root].pos not in ("NOUN", "PROPN"):
        return out
    if subject != root:  # "On the ground, the forces of X, …"
        out[root], out[subject] = replace(out[root], dep="obl", head=subject), replace(out[subject], dep="root", head=subject)
        root = subject
    commas = [k for k in range(root + 1, len(out)) if out[k].text == ","]
    for comma in commas[1:]:
        verb = _verb_at(out, comma + 1, verb_of)
        if verb is None or out[verb].dep not in INSERTED or any(t.head == verb and t.dep in SUBJECTS for t in out):
            continue
        lemma = out[verb].lemma if out[verb].pos == "VERB" and verb > comma + 1 else verb_of(out[verb].text.lower())
        number = "|".join(f for f in out[verb].feats.split("|") if f.startswith("Number="))
        feats = out[verb].feats if verb > comma + 1 else "|".join(filter(None, (number, "Mood=Ind", FINITE)))
        out[verb] = replace(out[verb], pos="VERB", lemma=lemma or out[verb].lemma, feats=feats)
        out = [replace(t, head=verb) if t.dep == "obl" and t.head == root and k < root else t for k, t in enumerate(out)]
        return _turned(out, root, verb)
    return list(tokens)


def _bare_subject(tokens: Sequence[Token], root: int) -> int | None:
    """The noun without a preposition that can be the subject: the root, or what follows a phrase that was taken for it."""
    bound = {t.dep for t in tokens if t.head == root and t.dep in BOUND}
    if not bound:
        return root
    end = next((k for k in range(root + 1, min(root + OPENING, len(tokens))) if tokens[k].text == ","), None)
    if bound != {"case"} or end is None:
        return None
    for k in range(end + 1, min(end + OPENING, len(tokens))):
        if tokens[k].pos in ("NOUN", "PROPN") and tokens[k].head == root:
            return k if not any(t.head == k and t.dep in BOUND for t in tokens) else None
        if tokens[k].pos in ("VERB", "AUX", "ADP"):
            return None
    return None


def with_relative_subjects(tokens: Sequence[Token]) -> list[Token]:
    """ "Where fights would take place": a noun hung on the relative word before the verb is the verb's subject, and what was
    taken for its preposition is its article."""
    out = list(tokens)
    for i, token in enumerate(tokens):
        over = tokens[token.head]
        relative = over.pos in ("PRON", "ADV") and "PronType=Rel" in over.feats and token.head < i
        if not relative or token.dep != "nmod" or token.pos not in NOMINAL or over.head <= i:
            continue
        if any(t.head == over.head and t.dep in SUBJECTS for t in tokens):
            continue
        out[i] = replace(token, dep="nsubj", head=over.head)
        out = [replace(t, dep="det", pos="DET") if t.head == i and t.dep == "case" else t for t in out]
    return out


def _verb_at(tokens: Sequence[Token], i: int, verb_of: Callable[[str], str | None]) -> int | None:
    """The verb that begins at ``i``: a form that only a verb has, or the participle behind an auxiliary."""
    while i < len(tokens) and tokens[i].pos in ("ADV", "PRON") and "PronType=Rel" not in tokens[i].feats:
        i += 1
    if i >= len(tokens):
        return None
    if tokens[i].dep in AUXILIARIES and tokens[i].head > i:
        return tokens[i].head
    return i if tokens[i].pos in ("VERB", "NOUN", "ADJ") and verb_of(tokens[i].text.lower()) is not None else None


def _turned(tokens: list[Token], root: int, verb: int) -> list[Token]:
    """``verb`` as the root and the former one as its subject; what stood behind the verb goes with it."""
    feats = tokens[verb].feats.replace("VerbForm=Part", FINITE)
    tokens[verb] = replace(tokens[verb], dep="root", head=verb, feats=feats)
    tokens[root] = replace(tokens[root], dep="nsubj", head=verb)
    for k, token in enumerate(tokens):
        if k != verb and token.head == root and (k > verb or token.dep == "punct"):
            tokens[k] = replace(token, head=verb)
    return tokens
