package dev.skep.api.capability;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Requirement;

/** The bundle of this class or package needs a server that clients reach. */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
@Requirement(
    namespace = "osgi.implementation",
    name = Contracts.BINDING,
    version = Contracts.VERSION,
    effective = "active")
public @interface RequireSkepBinding {}
