/* SPDX-License-Identifier: MIT */
/*
 * The built-in abbreviations, folded and in byte order (so å stands before æ).
 *
 * INSIDE: a sentence goes on after it, whatever follows (`bl.a. Ahus`).
 * ENDING: a sentence may end with it, and does when an upper-case letter follows
 * (`møter osv. Vi vil`): lists that break off, units, and what stands after a name.
 *
 * Sources: the Norwegian list of spaCy (MIT), Språkrådet's rules for bokmål and
 * nynorsk.  Left out on purpose: ordinary words that end sentences (min, to, ti,
 * sen, jul, tom, art, sms, el, et, no, eg) and single letters, which never end one.
 *
 * Included by abbreviations.c alone, once for each column.
 */
// clang-format off
/* a */
ENDING("a.d."), INSIDE("a.k.a."), ENDING("a.m."), INSIDE("abs."), INSIDE("adm."),
INSIDE("adm.dir."), INSIDE("al."), INSIDE("alm."), INSIDE("ang."), INSIDE("anm."),
INSIDE("approx."), INSIDE("apr."), INSIDE("aug."), INSIDE("avd."), INSIDE("avd.dir."),
/* b */
ENDING("beh."), INSIDE("bl."), INSIDE("bl.a."), INSIDE("bla."), INSIDE("bm."), INSIDE("bnr."),
INSIDE("bto."),
/* c */
INSIDE("ca."), INSIDE("cand."), INSIDE("cand.mag."), INSIDE("cand.med."), INSIDE("cand.polit."),
INSIDE("cf."), ENDING("co."),
/* d */
ENDING("d.d."), INSIDE("d.e."), ENDING("d.m."), INSIDE("d.s."), INSIDE("d.v.s."), ENDING("d.y."),
INSIDE("dep."), INSIDE("dept."), INSIDE("des."), INSIDE("dir."), INSIDE("div."), INSIDE("dr."),
INSIDE("dr.med."), INSIDE("dr.philos."), INSIDE("dvs."),
/* e */
ENDING("e.d."), INSIDE("e.g."), ENDING("e.kr."), ENDING("e.l."), INSIDE("eks."), INSIDE("ekskl."),
INSIDE("eng."), ENDING("etc."), ENDING("etg."), INSIDE("ev."), INSIDE("evt."),
/* f */
INSIDE("f.eks."), ENDING("f.kr."), INSIDE("f.o.m."), INSIDE("f.t."), ENDING("f.å."), INSIDE("feb."),
INSIDE("feks."), INSIDE("fhv."), INSIDE("fig."), INSIDE("fk."), INSIDE("fom."), INSIDE("foreg."),
INSIDE("forts."), INSIDE("fr."), INSIDE("frk."), INSIDE("fv."), INSIDE("fvt."),
/* g */
ENDING("gj.sn."), INSIDE("gjnr."), ENDING("gjsn."), INSIDE("gl."), INSIDE("gnr."),
/* h */
INSIDE("h.r.adv."), INSIDE("henh."), INSIDE("hhv."), ENDING("hoh."), INSIDE("hr."),
/* i */
INSIDE("i.e."), INSIDE("i.f.m."), INSIDE("i.f.t."), INSIDE("i.h.t."), INSIDE("i.s.t.f."),
ENDING("ibid."), INSIDE("ifb."), INSIDE("ifbm."), INSIDE("ifg."), INSIDE("ifht."), INSIDE("ifl."),
INSIDE("iflg."), INSIDE("ifm."), INSIDE("ift."), INSIDE("iht."), INSIDE("incl."), INSIDE("ing."),
INSIDE("inkl."), INSIDE("istf."),
/* j */
INSIDE("jan."), INSIDE("jf."), INSIDE("jfr."), INSIDE("jmf."), INSIDE("jmfr."), INSIDE("jnr."),
ENDING("jr."),
/* k */
INSIDE("kap."), INSIDE("kfr."), INSIDE("kgl."), INSIDE("kgl.res."), INSIDE("kl."), ENDING("komm."),
INSIDE("kons."), ENDING("kr."), INSIDE("kst."),
/* m */
INSIDE("m.a."), INSIDE("m.a.o."), ENDING("m.fl."), INSIDE("m.h.p."), INSIDE("m.h.t."),
ENDING("m.m."), INSIDE("m.o."), ENDING("m.o.h."), INSIDE("m.o.t."), INSIDE("m.t.p."),
ENDING("m.v."), INSIDE("mag."), INSIDE("mag.art."), INSIDE("maks."), ENDING("md."),
INSIDE("med.dir."), ENDING("mfl."), INSIDE("mhp."), INSIDE("mht."), ENDING("mill."), ENDING("mm."),
ENDING("mnd."), ENDING("moh."), INSIDE("mr."), ENDING("mrd."), INSIDE("mrs."), INSIDE("ms."),
INSIDE("mtp."), ENDING("mv."), ENDING("mva."), INSIDE("mvh."),
/* n */
INSIDE("n.b."), ENDING("n.å."), INSIDE("ndf."), INSIDE("nov."), INSIDE("nr."), INSIDE("nto."),
INSIDE("nærm."),
/* o */
ENDING("o.a."), ENDING("o.a.l."), ENDING("o.d."), ENDING("o.fl."), ENDING("o.l."), ENDING("o.m.a."),
ENDING("o.s.b."), ENDING("o.s.v."), ENDING("oa."), INSIDE("off."), ENDING("ofl."), INSIDE("okt."),
INSIDE("oms."), INSIDE("omtr."), ENDING("osb."), ENDING("osv."), INSIDE("ovf."),
/* p */
ENDING("p.a."), INSIDE("p.g.a."), ENDING("p.m."), INSIDE("p.s."), ENDING("p.t."), ENDING("pas."),
INSIDE("pb."), INSIDE("pga."), ENDING("ph.d."), INSIDE("pkt."), INSIDE("pr."), INSIDE("prof."),
INSIDE("prop."), INSIDE("prp."), ENDING("pst."),
/* r */
INSIDE("red."), INSIDE("red.anm."), INSIDE("ref."), INSIDE("resp."), INSIDE("rv."),
/* s */
INSIDE("s.d."), INSIDE("s.k."), INSIDE("s.u."), ENDING("s.å."), ENDING("sek."), INSIDE("sekr."),
INSIDE("sep."), INSIDE("sept."), INSIDE("siviling."), INSIDE("sml."), ENDING("spes."),
ENDING("spm."), ENDING("sr."), INSIDE("sst."), INSIDE("st."), INSIDE("st.forh."),
INSIDE("st.meld."), INSIDE("st.prp."), INSIDE("stip."), ENDING("stk."), INSIDE("stud."),
INSIDE("stud.med."), INSIDE("såk."),
/* t */
INSIDE("t.d."), INSIDE("t.o.m."), INSIDE("tab."), INSIDE("tidl."), INSIDE("tils."),
INSIDE("tilsv."), ENDING("tlf."), INSIDE("tlf.nr."),
/* u */
INSIDE("u.a."), ENDING("u.å."), INSIDE("univ."), ENDING("utd."), INSIDE("utg."),
/* v */
INSIDE("vanl."), INSIDE("vedk."), INSIDE("vedl."), INSIDE("vedr."), ENDING("vgs."), INSIDE("vha."),
INSIDE("vit.ass."), INSIDE("vol."), INSIDE("vs."), INSIDE("vsa."),
/* å */
INSIDE("årg."), INSIDE("årh."),
