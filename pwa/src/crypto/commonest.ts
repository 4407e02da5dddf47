/** What people choose most often, so what is guessed first. All in lower case, without spaces. */

/** Commonest passwords, and phrases that count as one choice however long they are. */
export const COMMONEST_CHOICES: ReadonlySet<string> = new Set(
  `password passwort passw0rd passphrase letmein welcome iloveyou monkey dragon sunshine princess
  football baseball basketball master shadow superman batman trustno1 whatever freedom starwars
  hellohello hallo hello qwerty qwertz qwertyuiop asdfghjkl zxcvbnm 1q2w3e4r 1qaz2wsx abc123 admin
  administrator login access secret default changeme michael jennifer jessica ashley daniel thomas
  andrew charlie jordan hunter killer pepper ginger cookie banana chocolate butterfly flower summer
  winter spring autumn schatz ichliebedich sommer fussball bayern berlin hamburg deutschland
  liverpool arsenal chelsea manchester america london pokemon nintendo minecraft google facebook
  samsung computer internet mustang ferrari porsche mercedes corvette harley yankees eagles cowboys
  selfward journal tagebuch therapy therapie diary mysecretdiary innerchild innereskind internalfamilysystems
  correcthorsebatterystaple thequickbrownfoxjumpsoverthelazydog tobeornottobe
  tobeornottobethatisthequestion onceuponatime maytheforcebewithyou
  inthebeginningwastheword inthebeginninggodcreatedtheheavensandtheearth ourfatherwhoartinheaven
  thelordismyshepherd allyouneedislove letitbe toinfinityandbeyond
  iamyourfather theresnoplacelikehome winteriscoming elementarymydearwatson iwillalwaysloveyou
  happybirthdaytoyou twinkletwinklelittlestar itwasthebestoftimesitwastheworstoftimes
  callmeishmael neverevergiveup nevergonnagiveyouup thisismypassword thisisapassword mypassword
  mypassphrase thisismypassphrase ilovemydog ilovemycat ilovemymom ilovemyfamily godisgood jesussaves
  jesuslovesme ithinkthereforeiam carpediem knowthyself livelaughlove nopainnogain
  esistnichtallesgoldwasglaenzt allesgutezumgeburtstag`.split(/\s+/),
);

/** Words so frequent that a guesser tries them first. */
export const COMMONEST_WORDS: ReadonlySet<string> = new Set(
  `the and for are but not you all any can had her was one our out day get has him his how man new now
  old see two way who boy did its let put say she too use that with have this will your from they know
  want been good much some time very when come here just like long make many more only over such take
  than them well were what love life home baby girl mother father mom dad mum family friend happy god
  jesus heart angel star blue red green black white pink dog cat house summer winter my me we he it is
  in on of to be or an as at by do go if no so up us am a i our their there where about would could
  ich du er sie es wir ihr und oder aber der die das den dem ein eine einen mein dein sein ist bin
  bist sind war hat habe nicht mit von auf aus bei nach zu im am an so wie was wer liebe leben haus
  hund katze mama papa mutter vater freund rot blau schwarz weiss gott herz`.split(/\s+/),
);

/** Pairs of letters that follow one another in English and German words. */
export const USUAL_PAIRS: ReadonlySet<string> = new Set(
  `th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de
  hi ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr
  ly nc et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su
  id os iv ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od
  bo sp rd do uc bu ei ov by rm ep tt oc fa ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey ls va um pp
  ua up lu go ht ru ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib tl ny ki rk ys ob mm fu ph
  og ms ye ud mb ip ub oi rl gu dr hr cc tw ft wn nu af hu nn eo vo rv nf xp gn sm fl iz ok nl my gl aw
  ju oa sy nk ks sk sl zu zw tz pf sw rz lz ik rf rb rw kr kl kn kt ka ko oh ah uh ih eh bs hn hl hm ja
  je jo ze za zi wu wä hä tä fü mü ün ür ös än är öß aß uß iß ße ßt sn gs ek eb bt gt lb lf lg lk lm hs
  nz nb nw nh fs`.split(/\s+/),
);
