// What an app does with the AAR: decisions and texts, without a secret key, which never belongs into an app.
package example

import android.app.Activity
import android.os.Bundle
import android.widget.TextView
import io.github.shiming.Usage
import io.github.shiming.accountNew
import io.github.shiming.decide
import io.github.shiming.nextOpenInstant
import io.github.shiming.reasonText

public class MainActivity : Activity() {
    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        val play = decide(accountNew(), """{"base":"auto"}""", null, Usage(0, 0), System.currentTimeMillis()).play
        val text = TextView(this)
        text.text = getString(android.R.string.ok) + reasonText(play.reason) + play.nextOpenInstant
        setContentView(text)
    }
}
